using ControlPlane.Domain.Audit;

namespace ControlPlane.Web.Features.Audit;

/// <summary>How entries of the audit read on screen. What this build does not know is shown as it is written. Stateless.</summary>
internal static class AuditLook
{
    /// <summary>A kind of thing.</summary>
    public static string KindOf(string subject) => AuditKinds.Find(subject) switch
    {
        AuditSubject.Installation => "control plane",
        AuditSubject.Model => "model",
        AuditSubject.Endpoint => "endpoint",
        AuditSubject.Rollout => "rollout",
        AuditSubject.Agent => "agent",
        AuditSubject.JoinToken => "join token",
        AuditSubject.AnalysisTemplate => "analysis template",
        AuditSubject.DriftReference => "drift reference",
        AuditSubject.Declaration => "declaration",
        AuditSubject.Webhook => "webhook",
        AuditSubject.BatchJob => "batch job",
        AuditSubject.SigningKey => "signing key",
        AuditSubject.ApiToken => "API token",
        AuditSubject.Person => "person",
        null => subject,
        var other => throw new InvalidOperationException($"{other} has no word."),
    };

    /// <summary>Who, and by which way.</summary>
    public static string WhoOf(AuditEntry entry) => entry.Way switch
    {
        "ui" => $"{entry.Actor}, on screen",
        "api" => $"{entry.Actor}, by API",
        "command-line" => $"{entry.Actor}, by command line",
        "automatic" => "automatic",
        var other => $"{entry.Actor}, {other}",
    };

    /// <summary>What was done, in words.</summary>
    public static string ActionOf(AuditEntry entry) => entry.Action.Replace('-', ' ');

    /// <summary>The page of the thing; null where it has none.</summary>
    public static string? PathOf(AuditEntry entry) => AuditKinds.Find(entry.Subject) switch
    {
        AuditSubject.Endpoint => $"/endpoints/{Uri.EscapeDataString(entry.Name)}",
        AuditSubject.Rollout => $"/rollouts/{Uri.EscapeDataString(entry.Name)}",
        AuditSubject.Model => $"/models/{Uri.EscapeDataString(entry.Name)}",
        AuditSubject.AnalysisTemplate => $"/analysis-templates/{Uri.EscapeDataString(entry.Name)}",
        AuditSubject.Webhook => $"/webhooks/{Uri.EscapeDataString(entry.Name)}",
        AuditSubject.DriftReference when entry.Endpoint is { } endpoint => $"/endpoints/{Uri.EscapeDataString(endpoint)}/drift",
        AuditSubject.Person => $"/people/{Uri.EscapeDataString(entry.Name)}",
        AuditSubject.BatchJob => $"/jobs/{Uri.EscapeDataString(entry.Name)}",
        _ => null,
    };

    /// <summary>The thing as people call it: ids of rollouts, agents and tokens say nothing.</summary>
    public static string NameOf(AuditEntry entry) => AuditKinds.Find(entry.Subject) switch
    {
        AuditSubject.Rollout when entry.Endpoint is { } endpoint => $"at {endpoint}",
        AuditSubject.DriftReference or AuditSubject.BatchJob when entry.Endpoint is { } endpoint => $"of {endpoint}",
        AuditSubject.Installation => "",
        AuditSubject.Agent or AuditSubject.JoinToken => entry.Name.Length > 12 ? $"{entry.Name[..12]}…" : entry.Name,
        _ => entry.Name,
    };
}
