-- A workspace is a GeoPackage 1.3. The feature tables (districts, enterprises, parcels, projects)
-- are made from the data dictionary, after the migrations.
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;

CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
   'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');

CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);

CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);

CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');

CREATE TABLE gpkg_data_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  name TEXT,
  title TEXT,
  description TEXT,
  mime_type TEXT,
  constraint_name TEXT,
  CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
CREATE TABLE gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL,
  constraint_type TEXT NOT NULL,
  value TEXT,
  min NUMERIC,
  min_is_inclusive BOOLEAN,
  max NUMERIC,
  max_is_inclusive BOOLEAN,
  description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
);

-- The plan: one value a row.
CREATE TABLE catalogue (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  value TEXT
);
CREATE TABLE chains (
  number INTEGER PRIMARY KEY NOT NULL CHECK (number BETWEEN 1 AND 32),
  name TEXT NOT NULL,
  name_en TEXT,
  colour TEXT,
  icon TEXT,
  target_yi DOUBLE,
  target_year INTEGER,
  actual_yi DOUBLE,
  actual_year INTEGER
);
CREATE TABLE segments (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  chain INTEGER NOT NULL REFERENCES chains(number),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT,
  UNIQUE (chain, position)
);
CREATE TABLE chain_districts (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  chain INTEGER NOT NULL REFERENCES chains(number),
  position INTEGER NOT NULL,
  district TEXT NOT NULL,
  UNIQUE (chain, district)
);
CREATE TABLE measures (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('task', 'mechanism')),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT
);
-- Many to many; position 1 is the primary chain.
CREATE TABLE enterprise_chains (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  enterprise_id INTEGER NOT NULL REFERENCES enterprises(fid),
  chain INTEGER NOT NULL REFERENCES chains(number),
  position INTEGER NOT NULL,
  UNIQUE (enterprise_id, chain)
);
CREATE INDEX enterprise_chains_chain ON enterprise_chains (chain, enterprise_id);
CREATE TABLE project_chains (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  project_id INTEGER NOT NULL REFERENCES projects(fid),
  chain INTEGER NOT NULL REFERENCES chains(number),
  position INTEGER NOT NULL,
  UNIQUE (project_id, chain)
);
CREATE INDEX project_chains_chain ON project_chains (chain, project_id);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
  ('catalogue', 'attributes', 'catalogue', '规划'),
  ('chains', 'attributes', 'chains', '产业链'),
  ('segments', 'attributes', 'segments', '重点领域'),
  ('chain_districts', 'attributes', 'chain_districts', '产业链重点区县'),
  ('measures', 'attributes', 'measures', '任务与机制'),
  ('enterprise_chains', 'attributes', 'enterprise_chains', '企业所属产业链'),
  ('project_chains', 'attributes', 'project_chains', '项目所属产业链');

INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES
  ('catalogue', 'key', 'key', '键', NULL),
  ('catalogue', 'value', 'value', '值', NULL),
  ('chains', 'number', 'number', '序号', NULL),
  ('chains', 'name', 'name', '名称', NULL),
  ('chains', 'name_en', 'name_en', '英文名称', NULL),
  ('chains', 'colour', 'colour', '颜色', NULL),
  ('chains', 'icon', 'icon', '图标', NULL),
  ('chains', 'target_yi', 'target_yi', '目标产值', '亿元'),
  ('chains', 'target_year', 'target_year', '目标年份', NULL),
  ('chains', 'actual_yi', 'actual_yi', '完成产值', '亿元'),
  ('chains', 'actual_year', 'actual_year', '完成年份', NULL),
  ('segments', 'chain', 'chain', '产业链', NULL),
  ('segments', 'position', 'position', '次序', NULL),
  ('segments', 'name', 'name', '名称', NULL),
  ('segments', 'name_en', 'name_en', '英文名称', NULL),
  ('chain_districts', 'chain', 'chain', '产业链', NULL),
  ('chain_districts', 'position', 'position', '次序', NULL),
  ('chain_districts', 'district', 'district', '区县代码', NULL),
  ('measures', 'kind', 'kind', '类别', NULL),
  ('measures', 'position', 'position', '次序', NULL),
  ('measures', 'name', 'name', '名称', NULL),
  ('measures', 'name_en', 'name_en', '英文名称', NULL),
  ('enterprise_chains', 'enterprise_id', 'enterprise_id', '企业', NULL),
  ('enterprise_chains', 'chain', 'chain', '产业链', NULL),
  ('enterprise_chains', 'position', 'position', '次序', '1 为主链'),
  ('project_chains', 'project_id', 'project_id', '项目', NULL),
  ('project_chains', 'chain', 'chain', '产业链', NULL),
  ('project_chains', 'position', 'position', '次序', '1 为主链');

-- Every change of a person's, as changesets of SQLite's session extension: undo, redo, audit.
CREATE TABLE lt_journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
);
CREATE TABLE lt_journal_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  step INTEGER NOT NULL REFERENCES lt_journal(id),
  position INTEGER NOT NULL,
  changeset BLOB NOT NULL,
  UNIQUE (step, position)
);

CREATE TABLE lt_schema (
  version INTEGER PRIMARY KEY NOT NULL,
  applied TEXT NOT NULL
);
