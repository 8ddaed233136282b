package io.logsentinel.bench.measure;

import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.IncidentCorrelator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is told of a file's windows, judged in their order at the usual rate.
 *
 * @param incidents in the order in which they are over
 * @param detections how many windows alarm
 * @param lone those in no incident
 */
record ToldIncidents(List<Incident> incidents, long detections, long lone) {
  static ToldIncidents of(String file, Detector detector, List<LabelledProfile> windows) {
    IncidentCorrelator correlator = new IncidentCorrelator();
    List<Incident> incidents = new ArrayList<>();
    long detections = 0;
    Memory memory = detector.memory(Detector.DEFAULT_FALSE_ALARM_RATE);
    for (LabelledProfile window : windows) {
      Step step = detector.judge(window.profile(), memory);
      memory = step.memory();
      Optional<Detection> detection =
          Detection.of(
              file,
              window.profile(),
              step.finding(),
              Detector.DEFAULT_FALSE_ALARM_RATE,
              Optional.empty(),
              detector.own(List.of()));
      detection.map(correlator::add).ifPresent(incidents::addAll);
      detections += detection.isPresent() ? 1 : 0;
    }
    incidents.addAll(correlator.end());
    return new ToldIncidents(incidents, detections, correlator.lone());
  }
}
