package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.text.Ipv4;
import org.junit.jupiter.api.Test;

class AddressDictionaryTest {
  private final AddressDictionary names = new AddressDictionary();

  @Test
  void eachSpellingHasAKey_andAllTheSameForm() {
    long key = names.key("fe80::1");
    assertFalse(names.hasOtherSpellings());
    assertEquals(key, names.form(key));
    long other = names.key("FE80::0:1");
    assertTrue(names.hasOtherSpellings());
    assertNotEquals(key, other);
    assertEquals(key, names.form(other));
    assertEquals("FE80::0:1", names.text(other));
    long before = names.key("FE80::2");
    assertEquals(names.key("fe80::2"), names.form(before), "whichever comes first");
    assertEquals(Ipv4.parse("10.0.0.1"), names.form(names.key(" 10.0.0.1")));
    assertEquals(Ipv4.parse("10.0.0.1"), names.form(names.key("::ffff:a00:1")));
    names.clear();
    assertFalse(names.hasOtherSpellings());
    long again = names.key("FE80::3");
    assertEquals("FE80::3", names.text(again), "as if nothing had been before");
    assertEquals("fe80::3", names.text(names.form(again)));
  }

  @Test
  void whereThereIsNoMoreRoom_anAddressIsKnownByItsOneForm() {
    for (int i = 0; i < AddressDictionary.MAX_TEXTS; i++) {
      names.key("host" + i);
    }
    assertEquals(EntityCounters.OTHERS, names.key("another"));
    assertEquals(EntityCounters.OTHERS, names.key("FE80::1"));
    assertEquals(names.key("host7"), names.key(" host7"));
    assertEquals(Ipv4.parse("10.0.0.1"), names.key(" 10.0.0.1"));
    assertEquals(EntityCounters.OTHERS, names.form(EntityCounters.OTHERS));
    names.clear();
    assertEquals("another", names.text(names.key("another")), "there is room again");
  }
}
