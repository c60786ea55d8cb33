package dev.slipway.server.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;

/**
 * An answer that goes on after its request's own thread has ended. What writes it has a thread with
 * nothing below it on its stack: a thousand that wait would otherwise hold the frames of all
 * filters a thousand times.
 */
public final class Ongoing {
  private static final Logger LOG = LoggerFactory.getLogger(Ongoing.class);

  private Ongoing() {}

  /** What writes it. It is closed however it ends. */
  public interface Writing extends AutoCloseable {
    /** Writes until there is no more, or nobody reads any more, which an exception says. */
    void write(OutputStream out) throws IOException, InterruptedException;

    @Override
    void close();
  }

  /** Begins it: whoever has the headers is listened to by then. */
  public static void begin(
      HttpServletRequest request, HttpServletResponse response, Writing writing)
      throws IOException {
    if (request.getMethod().equals(HttpMethod.HEAD.name())) {
      writing.close();
      return;
    }
    try {
      response.flushBuffer();
      OutputStream out = response.getOutputStream();
      AsyncContext context = request.startAsync(request, response);
      context.setTimeout(0);
      Thread.ofVirtual().name("stream").start(() -> run(context, writing, out));
    } catch (IOException | RuntimeException e) {
      writing.close();
      throw e;
    }
  }

  private static void run(AsyncContext context, Writing writing, OutputStream out) {
    try (writing) {
      writing.write(out);
    } catch (IOException | IllegalStateException e) {
      LOG.debug("whoever has read a stream is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      Unavailable.tell(LOG, "a stream ends", e);
    }
    try {
      context.complete();
    } catch (IllegalStateException e) {
      LOG.debug("a stream was over already", e);
    }
  }
}
