using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>What a judge does with values that are not a number.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<MissingValues>))]
public enum MissingValues
{
    /// <summary>Leaves them out; nothing left means no data.</summary>
    Remove,

    /// <summary>Takes them as 0, for counters that say nothing when nothing happens; an empty series then passes.</summary>
    ReplaceByZero,
}
