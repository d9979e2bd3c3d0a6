#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether `devices` (/dev) holds something that draws OpenGL: a render node in its dri/ (Mesa), NVidia's own
 * first device, or the one of Windows' subsystem for Linux. Reads the folder only. */
gboolean lt_renderer_has_gpu (const char *devices);

/* Has GTK draw with cairo, and leave OpenGL alone, where there is no graphics card: there OpenGL is LLVM on
 * the processor, which starts slowly, takes a hundred megabytes and draws no faster. Where GSK_RENDERER is
 * set, nothing is done. Call it before GTK opens the display and before there are threads. */
void lt_renderer_choose (void);

G_END_DECLS
