using ControlPlane.Domain.Jobs;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>A batch job somebody wants. Immutable; its content is read once.</summary>
public sealed record StartJobRequest
{
    /// <summary>Name of the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The version that answers; null means the stable one.</summary>
    public int? Version { get; init; }

    /// <summary>What people call the input.</summary>
    public string Name { get; init; } = "";

    /// <summary>How it is read.</summary>
    public required JobSettings Settings { get; init; }

    /// <summary>False when the format is to be told from the input's first character.</summary>
    public bool IsFormatGiven { get; init; } = true;

    /// <summary>Time between two runs; null when it is run once.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>A job that is run again also runs as soon as another version is stable.</summary>
    public bool OnPromotion { get; init; }

    /// <summary>The input.</summary>
    public required Stream Content { get; init; }
}
