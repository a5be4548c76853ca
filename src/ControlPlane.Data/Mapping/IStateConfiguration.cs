namespace ControlPlane.Data.Mapping;

/// <summary>Marks a mapping of the database of decisions.</summary>
internal interface IStateConfiguration;
