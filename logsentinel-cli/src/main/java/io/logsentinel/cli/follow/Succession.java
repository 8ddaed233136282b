package io.logsentinel.cli.follow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Succession of the files that one source's flows lie in, one after the other. */
interface Succession {
  /**
   * {@return the file that was marked, wherever it is by now; empty where it is gone}
   *
   * @param mark of the file
   * @param others marks of files that were read too
   */
  Optional<Path> find(FileMark mark, Collection<FileMark> others) throws IOException;

  /**
   * {@return the files that are to be read after one, in their order}
   *
   * @param last that was read last; empty at the beginning
   * @param known files that were read, or are being read
   */
  List<Path> after(Optional<FileMark> last, Collection<FileMark> known) throws IOException;

  /** {@return whether a file is read as another source: it is none of these then} */
  boolean isOfOther(Path file);

  /** {@return whether nobody writes to a file any more} */
  boolean isOver(FollowedFile file) throws IOException;

  /** {@return whether no file comes after those that are over} */
  boolean isEnded();

  /**
   * {@return the copy of a file that was cut, made before it was}
   *
   * @param file as it is now
   * @param before mark of the file, as it was known
   * @param others marks of files that were read too
   */
  Optional<Path> copyOf(FollowedFile file, FileMark before, Collection<FileMark> others)
      throws IOException;

  /** Makes sure that a file can be found again, as long as its flows may be needed. */
  void keep(FollowedFile file) throws IOException;

  /** {@return whether a file is the follower's own, to be removed when it is not needed} */
  boolean isCopy(Path place);
}
