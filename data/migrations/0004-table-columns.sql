-- Figures and occupancy keep the columns of a file that match no field, as other rows do.
ALTER TABLE enterprise_years ADD COLUMN extra_json TEXT;
ALTER TABLE occupancy ADD COLUMN extra_json TEXT;

INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES
  ('enterprise_years', 'extra_json', 'extra_json', '其他列', 'JSON'),
  ('occupancy', 'extra_json', 'extra_json', '其他列', 'JSON');
