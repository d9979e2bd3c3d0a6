#pragma once

#include "lt-window.h"

#include "lt-chain-sidebar.h"
#include "lt-dock.h"
#include "lt-map-view.h"
#include "lt-panel-stack.h"
#include "lt-search.h"
#include "lt-session.h"
#include "lt-task-bar.h"

G_BEGIN_DECLS

struct _LtWindow
{
  AdwApplicationWindow parent_instance;

  /* Template widgets */
  AdwWindowTitle *window_title;
  LtSearch *search;
  LtTaskBar *task_bar;
  GtkMenuButton *menu_button;
  GtkMenuButton *import_button;
  GMenuModel *main_menu;
  GMenuModel *import_menu;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkInfoBar *read_only_bar;
  GtkLabel *read_only_label;
  AdwToastOverlay *toasts;
  GtkWidget *drop_hint;
  GtkLabel *drop_label;
  AdwFlap *left_flap;
  AdwFlap *right_flap;
  LtDock *left_dock;
  LtDock *right_dock;
  LtChainSidebar *sidebar;
  LtPanelStack *panels;
  GtkStack *stack;
  LtMapView *map_view;
  AdwStatusPage *nothing_page;
  GtkLabel *pointer_label;
  GtkLabel *base_label;
  GtkLabel *count_label;

  /* Owned */
  LtSession *session;
  GSettings *settings;
  GCancellable *cancellable;        /* dies with the window */
  GCancellable *open_cancellable;   /* the opening under way */
  GCancellable *export_cancellable; /* the export under way */
  GQueue imports;                   /* files still to import */
  char *opening;                    /* path being opened */
  GtkNativeDialog *chooser;
  GtkWidget *shortcuts;

  /* What the person wants of the panels where there is room for them */
  guint left_wanted : 1;
  guint right_wanted : 1;
  guint importing : 1; /* the assistant is open */

  /* lt-window-closing.c */
  guint closing_source;     /* waits for what is being written */
  gint64 closing_deadline;  /* monotonic time */
  guint closing_anyway : 1; /* the person knows that something is not saved */
};

/* Says one sentence; with `button`, offers the action for so many seconds, 0: until it is answered.
 * Takes ownership of nothing. */
void lt_window_toast (LtWindow *self, const char *text);
AdwToast *lt_window_toast_offer (LtWindow *self, const char *text, const char *button, guint seconds);
void lt_window_show_error (LtWindow *self, const GError *error);
/* Shows the panel beside the map, or over it where the window is narrow. */
void lt_window_reveal_right (LtWindow *self);

/* lt-window-actions.c */
void lt_window_init_actions (LtWindow *self);
void lt_window_class_init_keys (GtkWidgetClass *class);
/* Enables and titles undo, redo and what needs a workspace that can be written. */
void lt_window_update_actions (LtWindow *self);

/* lt-window-closing.c: writes what is typed. FALSE: the window has to stay; it closes by itself when
 * that is on disk, and stays with the reason on it when it could not be saved. */
gboolean lt_window_may_close (LtWindow *self);

/* lt-window-chooser.c: asks for a local file. `filters` is NULL-terminated pairs of an untranslated
 * title and patterns separated by ';', the file's own kinds first. */
typedef void (*LtPathFunc) (LtWindow *self, const char *path, gpointer data);
void lt_window_choose_file (LtWindow *self,
                            const char *title,
                            GtkFileChooserAction action,
                            const char *const *filters,
                            const char *name,
                            LtPathFunc func,
                            gpointer data);

/* lt-window-files.c */
void lt_window_ask_open (LtWindow *self);
void lt_window_ask_new (LtWindow *self);
void lt_window_ask_save_copy (LtWindow *self);
void lt_window_close_workspace (LtWorkspace *workspace);

/* lt-window-picture.c */
void lt_window_ask_export_picture (LtWindow *self);

/* lt-window-export.c */
void lt_window_ask_export (LtWindow *self);
void lt_window_cancel_export (LtWindow *self);
void lt_window_init_export (LtWindow *self);

/* lt-window-import.c */
void lt_window_ask_import (LtWindow *self, LtKind kind);
/* Opens the assistant on a file, after those that wait; `kind` -1: to be guessed. */
void lt_window_import (LtWindow *self, const char *path, int kind);
void lt_window_init_drop (LtWindow *self);
/* Asks the clipboard for a table. */
void lt_window_paste (LtWindow *self);
/* Forgets the files that wait. */
void lt_window_clear_imports (LtWindow *self);

/* lt-window-base-map.c */
void lt_window_choose_base_map (LtWindow *self, const char *id);
void lt_window_restore_base_map (LtWindow *self);

/* lt-window-state.c */
void lt_window_restore_state (LtWindow *self);
void lt_window_restore_view (LtWindow *self, const char *path);
void lt_window_save_state (LtWindow *self);
void lt_window_save_view (LtWindow *self);

/* lt-window-projects.c */
void lt_window_init_projects (LtWindow *self);

/* lt-window-status.c */
void lt_window_init_status (LtWindow *self);

G_END_DECLS
