using System.Globalization;

namespace ControlPlane.AgentHost.Inference;

/// <summary>What a model's file says about its sessions in its metadata. Immutable.</summary>
/// <param name="Threads">Threads of one run; 1 where the file says nothing, because requests themselves are what runs in parallel.</param>
/// <param name="Sessions">Sessions of the model; null leaves it to the trial at load.</param>
internal sealed record SessionPolicy(int Threads, int? Sessions)
{
    /// <summary>Key of <see cref="Threads"/>.</summary>
    public const string ThreadsKey = "controlplane.session.threads";

    /// <summary>Key of <see cref="Sessions"/>.</summary>
    public const string SessionsKey = "controlplane.sessions";

    /// <summary>Most threads of a run, and most sessions of a model.</summary>
    public const int Most = 64;

    /// <summary>The policy of a model; what is no number in range is as if it were not there. No run gets more threads than there are processors.</summary>
    public static SessionPolicy Of(IReadOnlyDictionary<string, string> metadata) =>
        new(Math.Min(NumberOf(metadata, ThreadsKey) ?? 1, Environment.ProcessorCount), NumberOf(metadata, SessionsKey));

    private static int? NumberOf(IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most ? number : null;
}
