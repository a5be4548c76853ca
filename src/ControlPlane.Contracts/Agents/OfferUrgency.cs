using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Contracts.Agents;

/// <summary>How soon a table must be out.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<OfferUrgency>))]
public enum OfferUrgency
{
    /// <summary>May be merged with changes of the next moments.</summary>
    Routine,

    /// <summary>A person or a guard commanded it: goes out at once and takes the place of any preparation under way.</summary>
    Urgent,
}
