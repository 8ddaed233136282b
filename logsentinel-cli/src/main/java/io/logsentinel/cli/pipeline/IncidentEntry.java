package io.logsentinel.cli.pipeline;

import com.google.gson.annotations.SerializedName;
import java.util.List;

/**
 * An incident as {@code incidents.json} has it, as far as its explanation shows it.
 *
 * @param id 12 hexadecimal digits
 * @param file name of the windowed file
 * @param pattern what it looks like
 * @param severity the peak of its windows
 * @param windows numbers of the windows that alarmed
 * @param reason one sentence
 * @param nextStep what to do first
 */
public record IncidentEntry(
    String id,
    String file,
    @SerializedName("likely_pattern") String pattern,
    String severity,
    List<Long> windows,
    String reason,
    @SerializedName("next_step") String nextStep) {

  boolean isWhole() {
    return id != null
        && file != null
        && pattern != null
        && severity != null
        && windows != null
        && !windows.isEmpty()
        && reason != null
        && nextStep != null;
  }
}
