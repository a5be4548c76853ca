namespace ControlPlane.Domain.Endpoints;

/// <summary>Puts a change into one sentence with versions and shares. Stateless.</summary>
internal static class EndpointChangeText
{
    public static EndpointChange Describe(
        InferenceEndpoint endpoint, EndpointEventKind kind, EndpointSnapshot? before, EndpointSnapshot? after, DateTimeOffset now, bool hasEffect) => new()
        {
            Endpoint = endpoint.Name,
            Pool = endpoint.Pool,
            Kind = kind,
            At = now,
            Before = before,
            After = after,
            RouteRevision = endpoint.RouteRevision,
            HasEffect = hasEffect,
            Sentence = hasEffect ? Sentence(kind, before, after) : Unchanged(kind, after!),
        };

    private static string Sentence(EndpointEventKind kind, EndpointSnapshot? before, EndpointSnapshot? after) => kind switch
    {
        EndpointEventKind.Created => $"Created with the stable version {after!.StableVersion}: {after.SplitInWords()}.",
        EndpointEventKind.SettingsChanged => "Settings changed; the split did not.",
        EndpointEventKind.SplitChanged => $"Split changed: {FromTo(before!, after!)}.",
        EndpointEventKind.Promoted => $"Version {after!.StableVersion} took the place of {before!.StableVersion} as stable version: {FromTo(before, after)}.",
        EndpointEventKind.RolloutStep => $"A rollout moved traffic: {FromTo(before!, after!)}.",
        EndpointEventKind.Retired => $"The previous stable version is no longer held ready: {after!.SplitInWords()}.",
        EndpointEventKind.RolledBack => $"Rolled back to version {after!.StableVersion}: {FromTo(before!, after)}.",
        EndpointEventKind.Undone => $"Rollback undone: {FromTo(before!, after!)}.",
        EndpointEventKind.Restored => $"An earlier routing was put back: {FromTo(before!, after!)}.",
        EndpointEventKind.OutputsRemoved => "Recorded outputs were removed for good.",
        EndpointEventKind.Deleted => $"Deleted; it had {before!.SplitInWords()}.",
        _ => throw new InvalidOperationException($"No sentence is defined for {kind}."),
    };

    private static string Unchanged(EndpointEventKind kind, EndpointSnapshot now) => kind switch
    {
        EndpointEventKind.RolledBack => $"Nothing to roll back: version {now.StableVersion} answers everybody.",
        EndpointEventKind.OutputsRemoved => "No recorded outputs were there to remove.",
        _ => $"Nothing changed: {now.SplitInWords()}.",
    };

    private static string FromTo(EndpointSnapshot before, EndpointSnapshot after) => $"from {before.SplitInWords()} to {after.SplitInWords()}";
}
