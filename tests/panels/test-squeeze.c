#include <adwaita.h>

#include "lt-squeeze.h"
#include "lt-test-panels.h"

typedef struct
{
  GtkWidget *squeeze;
  int least; /* below zero: most */
} Wanted;

static gboolean
is_tall (gpointer data)
{
  const Wanted *wanted = data;

  return wanted->least > 0 ? gtk_widget_get_height (wanted->squeeze) >= wanted->least
                           : gtk_widget_get_height (wanted->squeeze) <= -wanted->least;
}

/* What its child shows later gets its room too, while there is some. */
static void
test_grows (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *child = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_label_new ("one"), *second = gtk_label_new ("two"), *rest = gtk_label_new ("");
  Wanted wanted = { g_object_new (LT_TYPE_SQUEEZE, "child", child, NULL), 150 };

  gtk_widget_set_size_request (first, -1, 150);
  gtk_widget_set_size_request (second, -1, 100);
  gtk_widget_set_visible (second, FALSE);
  gtk_widget_set_vexpand (rest, TRUE);
  gtk_box_append (GTK_BOX (child), first);
  gtk_box_append (GTK_BOX (child), second);
  gtk_box_append (GTK_BOX (column), wanted.squeeze);
  gtk_box_append (GTK_BOX (column), rest);
  gtk_window_set_child (GTK_WINDOW (window), column);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 600);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (lt_test_wait (is_tall, &wanted));
  for (guint i = 0; i < 3; i++)
    {
      gtk_widget_set_visible (second, TRUE);
      wanted.least = 250;
      g_assert_true (lt_test_wait (is_tall, &wanted));
      gtk_widget_set_visible (second, FALSE);
      wanted.least = -160;
      g_assert_true (lt_test_wait (is_tall, &wanted));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/panels/squeeze/grows", test_grows);

  return g_test_run ();
}
