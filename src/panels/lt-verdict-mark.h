#pragma once

#include <gtk/gtk.h>

#include "lt-judge.h"

G_BEGIN_DECLS

/* A verdict as a word with an icon, a grade as its letter on its colour: never colour alone. */

/* Icon of a verdict. (transfer none). */
const char *lt_verdict_mark_get_icon (LtVerdict verdict);
/* CSS class that colours the word: "lt-fail" …; NULL for the quiet ones. */
const char *lt_verdict_mark_get_class (LtVerdict verdict);
/* Fills a box with icon and word anew. */
void lt_verdict_mark_fill (GtkBox *box, LtVerdict verdict);
/* A label with a grade's letter in its colour. Returns: (transfer floating). */
GtkWidget *lt_verdict_mark_new_grade (char grade);

G_END_DECLS
