package dev.slipway.server.page.build;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.FormatSpec;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.dispatch.BuildService;
import dev.slipway.queue.source.Submissions;
import dev.slipway.queue.staging.Publications;
import dev.slipway.queue.store.ProjectRow;
import dev.slipway.queue.store.Projects;
import dev.slipway.server.consequence.PublishChanges;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.security.Audit;
import dev.slipway.server.security.Caller;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The form for a new build. */
final class NewBuild {
  private final Visitors visitors;
  private final Projects projects;
  private final BuildService service;
  private final Submissions submissions;
  private final PublishChanges publications;
  private final Audit audit;

  NewBuild(
      Visitors visitors,
      Projects projects,
      BuildService service,
      Submissions submissions,
      PublishChanges publications,
      Audit audit) {
    this.visitors = visitors;
    this.projects = projects;
    this.service = service;
    this.submissions = submissions;
    this.publications = publications;
    this.audit = audit;
  }

  /** The form as it is shown, with what is wrong with it. */
  record View(
      Frame frame,
      NewBuildForm form,
      List<String> projects,
      List<Publications.Known> places,
      List<Mistake> mistakes) {
    List<String> architectures() {
      return Arrays.stream(Architecture.values()).map(Architecture::debianName).toList();
    }

    List<String> formats() {
      return FormatSpec.NAMES;
    }
  }

  RouterFunction<ServerResponse> routes() {
    return route().GET("/builds/new", this::show).POST("/builds", this::submit).build();
  }

  private ServerResponse show(ServerRequest request) throws IOException {
    Visit visit = visitors.of(request).as(Caller.Role.BUILDER);
    return Html.page(JtenewGenerated::render, view(visit, NewBuildForm.empty(), List.of()));
  }

  private View view(Visit visit, NewBuildForm form, List<Mistake> mistakes) {
    List<String> own =
        projects.all().stream().map(ProjectRow::name).filter(visit.caller()::sees).toList();
    return new View(
        visit.frame("New build", Frame.Section.BUILDS), form, own, publications.places(), mistakes);
  }

  private ServerResponse submit(ServerRequest request) throws IOException, ServletException {
    Visit visit = visitors.of(request).as(Caller.Role.BUILDER);
    MultiValueMap<String, String> fields = request.params();
    NewBuildForm form = NewBuildForm.of(fields);
    try {
      visit.caller().mayWrite(form.project());
      form = uploaded(request, form);
      List<BuildRequest> requests =
          submissions.requests(form.submission(publications.places()), visit.caller().account());
      List<Build> builds = service.submit(requests);
      for (Build each : builds) {
        audit.note(visit.caller(), "build submitted", String.valueOf(each.id()), each.imageName());
      }
      return Html.goTo(builds.size() == 1 ? "/builds/" + builds.getFirst().id() : "/builds");
    } catch (QueueException e) {
      String typed = form.from().equals("text") ? form.text() : "";
      List<Mistake> mistakes = Mistake.of(e, typed);
      return Html.page(
          HttpStatus.UNPROCESSABLE_CONTENT, JtenewGenerated::render, view(visit, form, mistakes));
    }
  }

  /** Keeps what is uploaded, so that nobody uploads it again because of another mistake. */
  private NewBuildForm uploaded(ServerRequest request, NewBuildForm form)
      throws IOException, ServletException {
    if (form.from().equals("text")) {
      try (InputStream in = TypedDefinition.tar(form.text())) {
        return form.with(submissions.upload(in).sha256(), "");
      }
    }
    Optional<Part> part =
        Optional.ofNullable(
                request
                    .servletRequest()
                    .getPart(form.from().equals("folder") ? "folder-tar" : "file"))
            .filter(p -> p.getSize() > 0);
    if (part.isPresent()) {
      try (InputStream in = part.get().getInputStream()) {
        String name = Optional.ofNullable(part.get().getSubmittedFileName()).orElse("");
        return form.with(submissions.upload(in).sha256(), name);
      }
    }
    if (!form.from().equals("git") && form.uploaded().isEmpty()) {
      throw new QueueException(
          QueueException.Code.INVALID,
          "no definition was chosen; choose a file or a folder, or type one");
    }
    return form;
  }
}
