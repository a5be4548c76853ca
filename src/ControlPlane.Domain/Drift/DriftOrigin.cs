using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Drift;

/// <summary>Where drift comes from, as far as variants side by side can tell.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<DriftOrigin>))]
public enum DriftOrigin
{
    /// <summary>Nothing moved.</summary>
    None,

    /// <summary>Inputs moved for every variant: the callers or their world changed.</summary>
    Callers,

    /// <summary>Inputs moved for some variants only: they are not asked alike.</summary>
    Assignment,

    /// <summary>Inputs stayed, the challenger's predictions moved and the champion's did not: the challenger changed.</summary>
    Challenger,

    /// <summary>Inputs stayed, predictions moved for the champion: something that is not watched changed.</summary>
    Unseen,
}
