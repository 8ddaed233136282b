package io.logsentinel.cli.explain;

import io.logsentinel.core.detect.naming.Detection.Judged;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.util.List;

/** The flows of a window that count in no verdict on it, as an allowlist knows them. */
public final class AllowedFlows {
  private AllowedFlows() {}

  /**
   * {@return what each rule allowed: of those that allow stories, only those that did}
   *
   * @param judged the judgement of a window
   * @param profile of the window, with all that was allowed
   */
  public static List<AllowedBy> of(Judged judged, Profile profile) {
    List<AllowedBy> stories = profile.allowed().of(profile.allowed().stories());
    List<AllowedBy> told = profile.allowed().of(judged.allowed());
    return profile.allowed().rules().stream()
        .filter(by -> by.flows() > 0 && (!stories.contains(by) || told.contains(by)))
        .toList();
  }
}
