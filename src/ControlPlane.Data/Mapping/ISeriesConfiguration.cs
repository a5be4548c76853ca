namespace ControlPlane.Data.Mapping;

/// <summary>Marks a mapping of the database of measurements.</summary>
internal interface ISeriesConfiguration;
