using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Jobs;

/// <summary>How rows are written down.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<JobFormat>))]
public enum JobFormat
{
    /// <summary>Comma-separated values with a header, as RFC 4180 has them.</summary>
    Csv,

    /// <summary>One JSON object per line.</summary>
    Jsonl,
}
