#include "config.h"

#include "lt-disk.h"

#include <sys/statvfs.h>

#define FULL_BYTES (256 * 1024)

gboolean
lt_disk_is_full (const char *path)
{
  struct statvfs room;

  return statvfs (path, &room) == 0 && room.f_blocks > 0
         && (guint64) room.f_bavail * room.f_frsize < FULL_BYTES;
}
