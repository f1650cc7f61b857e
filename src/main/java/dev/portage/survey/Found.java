package dev.portage.survey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was counted, by topic and name. */
record Found(List<Counts.Count> counts) {

    List<Counts.Count> of(Topic topic) {
        return counts.stream().filter(count -> count.topic() == topic).toList();
    }

    Map<String, Long> numbers(Topic topic) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        of(topic).forEach(count -> numbers.put(count.name(), count.users()));
        return numbers;
    }

    long number(Topic topic, String name) {
        return numbers(topic).getOrDefault(name, 0L);
    }
}
