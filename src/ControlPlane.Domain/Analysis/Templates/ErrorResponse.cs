using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>What follows when a check could not be measured more often in a row than it may be.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ErrorResponse>))]
public enum ErrorResponse
{
    /// <summary>The rollout stops for a person; traffic stays as it is.</summary>
    Pause,

    /// <summary>The rollout is taken back, for those who would rather not run on without a view.</summary>
    RollBack,
}
