package org.paraat.sip.message;

import gov.nist.javax.sip.header.CallID;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what JAIN-SIP's objects hold, field by field: when it is equal, so is what they answer. */
final class SameFields {
  private final Set<Object> told = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<String> fields = new ArrayList<>();

  private SameFields() {}

  /** All fields below an object with their values. */
  static List<String> of(Object object) {
    SameFields all = new SameFields();
    all.tell("", object);
    return all.fields;
  }

  private void tell(String path, Object value) {
    switch (value) {
      case null -> {}
      case CallID id -> {
        fields.add(path + ".id=" + id.getCallId() + ' ' + id.getName() + ' ' + id.encodeBody());
        tell(path + ".identifier", id.getCallIdentifer());
      }
      case Object theirs when theirs.getClass().getName().startsWith("gov.nist.") -> {
        if (told.add(theirs)) {
          fields.add(path + ':' + theirs.getClass().getSimpleName());
          tellFields(path, theirs.getClass(), theirs);
        }
      }
      case Map<?, ?> map -> map.forEach((name, entry) -> tell(path + '.' + name, entry));
      case Collection<?> list -> list.forEach(element -> tell(path + "[]", element));
      default -> fields.add(path + '=' + value);
    }
  }

  private void tellFields(String path, Class<?> type, Object object) {
    if (type == Object.class) {
      return;
    }
    tellFields(path, type.getSuperclass(), object);
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        try {
          field.setAccessible(true);
          tell(path + '.' + field.getName(), field.get(object));
        } catch (IllegalAccessException impossible) {
          throw new IllegalStateException(impossible);
        }
      }
    }
  }
}
