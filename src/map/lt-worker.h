#pragma once

#include <gdk/gdk.h>

#include "lt-camera.h"

G_BEGIN_DECLS

/* The map's worker threads: one less than there are processors, so that the main thread keeps one,
 * but at least two, so that one that waits for a disk does not hold everything back. */

/* Runs `func` in a worker, tasks of a lower g_task_get_priority() number first; a task cancelled
 * before its turn returns at once. `func` returns the task's result. */
void lt_worker_run (GTask *task, GTaskThreadFunc func);

/* Something that can be painted for any camera, from any thread: function, what it needs, and how to
 * free that. Immutable, reference counted. */
typedef void (*LtPaintFunc) (cairo_t *cr, const LtCamera *camera, gconstpointer data);
typedef struct _LtPaint LtPaint;

LtPaint *lt_paint_new (LtPaintFunc func, gpointer data, GDestroyNotify destroy);
LtPaint *lt_paint_ref (LtPaint *self);
void lt_paint_unref (LtPaint *self);

/* Paints a picture of camera->width × height logical pixels at camera->scale. A picture of one
 * colour becomes one pixel. Returns: (transfer full) (nullable): NULL when it is empty. */
GdkTexture *lt_paint_run (const LtPaint *self, const LtCamera *camera);

/* A part of a picture, in logical pixels. */
typedef struct
{
  GdkTexture *texture;
  float x;
  float y;
  float width;
  float height;
} LtPatch;

/* The same for a picture that is mostly empty: only the parts with something on them, because what
 * is drawn each frame costs by its area. Returns: (transfer full) (element-type LtPatch). */
GArray *lt_paint_run_patches (const LtPaint *self, const LtCamera *camera);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LtPaint, lt_paint_unref)

G_END_DECLS
