#pragma once

#include <gtk/gtk.h>

#include "lt-chain.h"

G_BEGIN_DECLS

/* Small pieces that panels and windows share. Those that are new return a floating widget. */

/* A word that can be pressed, with an optional chain's mark before it. */
GtkWidget *lt_parts_new_link (const char *text, LtChain *chain);
/* A word on a plate. */
GtkWidget *lt_parts_new_tag (const char *text);
/* A paragraph that wraps; `number` 0 for none, else "3." hangs before it. */
GtkWidget *lt_parts_new_line (guint number, const char *text);
/* A widget with a quiet word after it, never parted by a line's end. */
GtkWidget *lt_parts_new_pair (GtkWidget *widget, const char *text);
/* The label's whole text as its tooltip, only while it is cut: over rows a tooltip lies in the way of the
 * next click. */
void lt_parts_explain_when_cut (GtkLabel *label);
/* What a screen reader calls a button whose text says less; GTK from 4.10 on would read the text instead. */
void lt_parts_call_button (GtkButton *button, const char *name);
/* What an expander is called is its title; GTK from 4.10 on would read all that it holds. */
void lt_parts_title_expander (GtkExpander *expander, GtkWidget *title);
void lt_parts_clear (GtkBox *box);
/* Lets the button of a menu be narrower than the longest of its titles; the menu shows them whole. */
void lt_parts_narrow_menu (GtkDropDown *menu);
/* Gives a menu these titles (element-type utf8), where it has others, and this choice. */
void lt_parts_set_titles (GtkDropDown *menu, GPtrArray *titles, guint selected);

G_END_DECLS
