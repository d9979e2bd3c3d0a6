-- Figures by year, each with the unit that counts it (统计口径), and who uses which land.

-- What a chain reached in a year, and whose count it is.
CREATE TABLE actuals (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  chain INTEGER NOT NULL REFERENCES chains(number),
  year INTEGER NOT NULL,
  actual_yi DOUBLE,
  reporting_unit TEXT,
  UNIQUE (chain, year, reporting_unit)
);

CREATE TABLE enterprise_years (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  enterprise_id INTEGER NOT NULL REFERENCES enterprises(fid),
  year INTEGER NOT NULL,
  output_wan DOUBLE,
  revenue_wan DOUBLE,
  tax_wan DOUBLE,
  added_value_wan DOUBLE,
  staff INTEGER,
  energy_tce DOUBLE,
  electricity_wan_kwh DOUBLE,
  emission_t DOUBLE,
  rd_wan DOUBLE,
  reporting_unit TEXT,
  UNIQUE (enterprise_id, year, reporting_unit)
);
CREATE TABLE parcel_years (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  parcel_id INTEGER NOT NULL REFERENCES parcels(fid),
  year INTEGER NOT NULL,
  output_wan DOUBLE,
  tax_wan DOUBLE,
  added_value_wan DOUBLE,
  investment_wan DOUBLE,
  reporting_unit TEXT,
  UNIQUE (parcel_id, year, reporting_unit)
);
CREATE TABLE occupancy (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  enterprise_id INTEGER NOT NULL REFERENCES enterprises(fid),
  parcel_id INTEGER NOT NULL REFERENCES parcels(fid),
  area_m2 DOUBLE,
  tenure TEXT CHECK (tenure IN ('owned', 'rented')),
  UNIQUE (enterprise_id, parcel_id)
);
CREATE INDEX occupancy_parcel ON occupancy (parcel_id);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
  ('actuals', 'attributes', 'actuals', '产业链年度完成值'),
  ('enterprise_years', 'attributes', 'enterprise_years', '企业年度数据'),
  ('parcel_years', 'attributes', 'parcel_years', '地块年度数据'),
  ('occupancy', 'attributes', 'occupancy', '企业用地');

INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES
  ('actuals', 'chain', 'chain', '产业链', NULL),
  ('actuals', 'year', 'year', '年份', NULL),
  ('actuals', 'actual_yi', 'actual_yi', '完成产值', '亿元'),
  ('actuals', 'reporting_unit', 'reporting_unit', '统计口径', NULL),
  ('enterprise_years', 'enterprise_id', 'enterprise_id', '企业', NULL),
  ('enterprise_years', 'year', 'year', '年份', NULL),
  ('enterprise_years', 'output_wan', 'output_wan', '总产值', '万元'),
  ('enterprise_years', 'revenue_wan', 'revenue_wan', '营业收入', '万元'),
  ('enterprise_years', 'tax_wan', 'tax_wan', '税收', '万元'),
  ('enterprise_years', 'added_value_wan', 'added_value_wan', '增加值', '万元'),
  ('enterprise_years', 'staff', 'staff', '平均职工人数', '人'),
  ('enterprise_years', 'energy_tce', 'energy_tce', '综合能耗', '吨标准煤'),
  ('enterprise_years', 'electricity_wan_kwh', 'electricity_wan_kwh', '用电量', '万千瓦时'),
  ('enterprise_years', 'emission_t', 'emission_t', '主要污染物排放当量', '吨'),
  ('enterprise_years', 'rd_wan', 'rd_wan', '研发经费', '万元'),
  ('enterprise_years', 'reporting_unit', 'reporting_unit', '统计口径', NULL),
  ('parcel_years', 'parcel_id', 'parcel_id', '地块', NULL),
  ('parcel_years', 'year', 'year', '年份', NULL),
  ('parcel_years', 'output_wan', 'output_wan', '总产值', '万元'),
  ('parcel_years', 'tax_wan', 'tax_wan', '税收', '万元'),
  ('parcel_years', 'added_value_wan', 'added_value_wan', '增加值', '万元'),
  ('parcel_years', 'investment_wan', 'investment_wan', '固定资产投资', '万元'),
  ('parcel_years', 'reporting_unit', 'reporting_unit', '统计口径', NULL),
  ('occupancy', 'enterprise_id', 'enterprise_id', '企业', NULL),
  ('occupancy', 'parcel_id', 'parcel_id', '地块', NULL),
  ('occupancy', 'area_m2', 'area_m2', '占用面积', 'm²'),
  ('occupancy', 'tenure', 'tenure', '权属', 'owned 自有，rented 租赁');
