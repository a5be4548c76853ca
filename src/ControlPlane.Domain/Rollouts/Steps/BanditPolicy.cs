using System.Text.Json.Serialization;
using ControlPlane.Contracts.Json;

namespace ControlPlane.Domain.Rollouts.Steps;

/// <summary>How weights follow rewards.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<BanditPolicy>))]
public enum BanditPolicy
{
    /// <summary>Each arm gets the probability that it is the best.</summary>
    Thompson,

    /// <summary>The best arm gets all but a fixed share, which is divided evenly.</summary>
    EpsilonGreedy,

    /// <summary>The arm with the highest upper confidence bound gets all but the floor.</summary>
    Ucb1,
}
