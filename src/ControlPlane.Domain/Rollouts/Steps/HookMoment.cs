using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>When a service outside is asked.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<HookMoment>))]
public enum HookMoment
{
    /// <summary>Before a version gets traffic or another loses it.</summary>
    BeforeTraffic,

    /// <summary>Before the new version becomes the stable one.</summary>
    BeforePromotion,

    /// <summary>After the new stable version has been watched.</summary>
    AfterPromotion,
}
