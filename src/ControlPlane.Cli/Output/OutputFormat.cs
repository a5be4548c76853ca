namespace ControlPlane.Cli.Output;

/// <summary>How results are written.</summary>
internal enum OutputFormat
{
    /// <summary>Columns, for people.</summary>
    Table,

    /// <summary>The API's answer.</summary>
    Json,

    /// <summary>The API's answer as YAML.</summary>
    Yaml,
}
