package io.boxwire.itests.swaps.load;

import java.util.HashMap;
import java.util.Map;

/**
 * What is to be done: a word, and values with names, as in {@code record name=a layout=HYBRID}.
 *
 * @param verb the word
 * @param values the values by their names
 */
record Order(String verb, Map<String, String> values) {
  static Order parse(String line) {
    String[] words = line.split(" ");
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      int at = words[i].indexOf('=');
      values.put(words[i].substring(0, at), words[i].substring(at + 1));
    }
    return new Order(words[0], values);
  }

  String get(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(verb + " lacks " + name);
    }
    return value;
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  long number(String name, long otherwise) {
    return values.containsKey(name) ? Long.parseLong(values.get(name)) : otherwise;
  }
}
