import dev.slipway.release.render.Instance;
import dev.slipway.release.render.JobTemplates;
import dev.slipway.release.render.Renderer;
import dev.slipway.release.render.Rendering.Done;
import dev.slipway.release.render.TemplateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Renders jobs of templates for many instances, as a director does when it deploys. */
final class Rendering {
  private static final int TEMPLATES = 10;

  private Rendering() {}

  /** Arguments: the folder with the template, how many to render, how many times, threads. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int count = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    List<JobTemplates> jobs = jobs(folder);
    Instance instance = instance(folder);
    long begin = System.nanoTime();
    try (Renderer renderer = new Renderer(Duration.ofSeconds(60), System.err);
        ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(args[3]))) {
      System.out.println("start " + seconds(begin));
      for (int round = 0; round < rounds; round++) {
        long began = System.nanoTime();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < count / TEMPLATES; i++) {
          JobTemplates job = jobs.get(i % jobs.size());
          all.add(threads.submit(() -> size(renderer, job, instance)));
        }
        long bytes = 0;
        for (Future<Integer> each : all) {
          bytes += each.get();
        }
        System.out.println("round " + seconds(began) + " " + bytes);
      }
    }
  }

  private static int size(Renderer renderer, JobTemplates job, Instance instance) throws Exception {
    return ((Done) renderer.render(job, instance))
        .files().stream()
            .filter(file -> file.path().startsWith("config"))
            .mapToInt(file -> file.content().length)
            .sum();
  }

  /** Ten jobs, whose templates differ from each other. */
  private static List<JobTemplates> jobs(Path folder) throws IOException {
    String template = Files.readString(folder.resolve("template.erb"));
    List<JobTemplates> jobs = new ArrayList<>();
    for (int job = 0; job < 10; job++) {
      List<TemplateFile> files = new ArrayList<>();
      for (int i = 0; i < TEMPLATES; i++) {
        String text = template + "# " + (job * TEMPLATES + i) + "\n";
        files.add(
            new TemplateFile(
                "t" + i + ".erb", "config/t" + i, text.getBytes(StandardCharsets.UTF_8)));
      }
      jobs.add(
          new JobTemplates("redis" + job, Files.readAllBytes(folder.resolve("spec.yml")), files));
    }
    return jobs;
  }

  private static Instance instance(Path folder) throws IOException {
    JsonNode all = new JsonMapper().readTree(Files.readString(folder.resolve("instance.json")));
    return new Instance(
        "",
        all.get("spec").toString(),
        all.get("properties").toString(),
        all.get("links").toString(),
        List.of(),
        Optional.empty());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
