package io.logsentinel.core.artifact;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.allow.Allowlist.Story;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.Profile.AllowedBy;
import io.logsentinel.core.window.Profile.Quieter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The member {@code allowed} of a profile, left out where no rule of an allowlist holds:
 *
 * <pre>{@code
 * {"flows":120,"partial_flows":0,"rules":[[3,"from 10.0.0.5",120,0,0],...],
 *  "stories":[{"line":4,"reason":"...","patterns":["brute-force"],"address":"10.0.0.6/32",
 *  "direction":"from"},...],"quieter":[{"without":[0],"profile":{...}},...]}
 * }</pre>
 *
 * <p>Of a rule there is its line, its conditions, the flows for which it holds, those after its
 * last day, and those without a time.
 */
final class AllowedJson {
  private AllowedJson() {}

  static void write(JsonWriter json, Allowed allowed, Function<Profile, byte[]> object) {
    json.beginObject();
    json.name("flows").value(allowed.flows());
    json.name("partial_flows").value(allowed.partialFlows());
    json.name("rules").array(allowed.rules(), by -> write(json, by));
    json.name("stories").array(allowed.stories(), story -> write(json, story));
    json.name("quieter");
    json.objects(
        allowed.quieter(),
        quieter -> {
          json.name("without")
              .array(quieter.without(), story -> json.value(allowed.stories().indexOf(story)));
          json.name("profile").json(object.apply(quieter.profile()));
        });
    json.endObject();
  }

  private static void write(JsonWriter json, AllowedBy by) {
    json.beginArray().value(by.line()).value(by.conditions()).value(by.flows());
    json.value(by.ended()).value(by.undated()).endArray();
  }

  private static void write(JsonWriter json, Story story) {
    json.beginObject().name("line").value(story.line()).name("reason").value(story.reason());
    json.name("patterns").values(List.copyOf(new TreeSet<>(story.patterns())));
    json.name("address").value(story.address().map(Cidr::toString).orElse(""));
    json.name("direction").value(story.direction()).endObject();
  }

  static Allowed read(JsonReader json, StrictJson.Body<Profile> object) throws IOException {
    json.beginObject();
    long flows = StrictJson.count(json, "flows");
    long partialFlows = StrictJson.count(json, "partial_flows");
    List<AllowedBy> rules = StrictJson.list(json, "rules", AllowedJson::by);
    List<Story> stories = StrictJson.list(json, "stories", AllowedJson::story);
    List<Quieter> quieter =
        StrictJson.list(json, "quieter", each -> quieter(each, stories, object));
    json.endObject();
    return new Allowed(flows, partialFlows, rules, stories, quieter);
  }

  private static AllowedBy by(JsonReader json) throws IOException {
    json.beginArray();
    AllowedBy by = // from left to right, as they stand in the file
        new AllowedBy(
            StrictJson.count(json),
            StrictJson.string(json),
            StrictJson.count(json),
            StrictJson.count(json),
            StrictJson.count(json));
    json.endArray();
    return by;
  }

  private static Story story(JsonReader json) throws IOException {
    json.beginObject();
    int line = StrictJson.count(json, "line");
    String reason = StrictJson.string(json, "reason");
    List<String> patterns = StrictJson.list(json, "patterns", JsonReader::nextString);
    String address = StrictJson.string(json, "address");
    String direction = StrictJson.string(json, "direction");
    json.endObject();
    try {
      return new Story(
          line,
          reason,
          new TreeSet<>(patterns),
          address.isEmpty() ? Optional.empty() : Optional.of(Cidr.parse(address)),
          direction);
    } catch (IllegalArgumentException e) {
      throw new ArtifactException("at " + json.getPath() + ": " + e.getMessage(), e);
    }
  }

  private static Quieter quieter(
      JsonReader json, List<Story> stories, StrictJson.Body<Profile> object) throws IOException {
    json.beginObject();
    List<Story> without = new ArrayList<>();
    for (int place : StrictJson.list(json, "without", StrictJson::count)) {
      if (place >= stories.size()) {
        throw new ArtifactException(
            "at " + json.getPath() + ": no story " + place + " among " + stories.size());
      }
      without.add(stories.get(place));
    }
    StrictJson.name(json, "profile");
    Profile profile = object.read(json);
    json.endObject();
    return new Quieter(without, profile);
  }
}
