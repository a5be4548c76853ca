using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Models;

/// <summary>Where a version comes from, as whoever registered it said: nothing of it is checked. Immutable.</summary>
public sealed record VersionOrigin
{
    /// <summary>Nothing was said.</summary>
    public static VersionOrigin Unknown { get; } = new();

    /// <summary>Most metrics.</summary>
    public const int MaximumMetrics = 50;

    /// <summary>Longest text of any kind, characters.</summary>
    public const int MaximumText = 500;

    /// <summary>Commit of the code that trained it; null when nothing was said.</summary>
    public string? Commit { get; init; }

    /// <summary>What it was trained on, such as an address or a digest of a data set; null when nothing was said.</summary>
    public string? TrainingData { get; init; }

    /// <summary>MLflow's id of the training run; null when there is none.</summary>
    public string? RunId { get; init; }

    /// <summary>MLflow's id of the model; null when there is none.</summary>
    public string? ModelUuid { get; init; }

    /// <summary>Figures of the training, such as accuracy on held-out data, by name.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    internal void Check(Problems problems)
    {
        CheckText("commit", Commit, problems);
        CheckText("trainingData", TrainingData, problems);
        CheckText("runId", RunId, problems);
        CheckText("modelUuid", ModelUuid, problems);
        if (Metrics.Count > MaximumMetrics)
            problems.Add("metrics", $"are {Metrics.Count}", $"use at most {MaximumMetrics}");
        foreach (var (name, value) in Metrics)
        {
            CheckText("metrics", name, problems);
            if (!double.IsFinite(value))
                problems.Add($"metrics.{name}", $"is {value}", "use a finite number");
        }
    }

    private static void CheckText(string field, string? text, Problems problems)
    {
        if (text is { Length: 0 or > MaximumText })
            problems.Add(field, $"has {text.Length} characters", $"use 1 to {MaximumText}");
    }
}
