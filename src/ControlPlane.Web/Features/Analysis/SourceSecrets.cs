using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>
/// Bearer secrets of sources by name, from the configuration alone: <c>Secrets:NAME:Value</c> and <c>Secrets:NAME:Host</c>.
/// Whoever may write a template may name one, so each goes to its own host and to no other. A singleton, thread-safe.
/// </summary>
public sealed class SourceSecrets(IConfiguration configuration)
{
    /// <summary>Names there are, for refusals.</summary>
    public IReadOnlyList<string> Names => [.. configuration.GetSection(AnalysisOptions.SecretsSection).GetChildren().Select(s => s.Key)];

    /// <summary>The secret; null when there is none of that name with both value and host.</summary>
    public SourceSecret? Find(string name)
    {
        var section = configuration.GetSection(AnalysisOptions.SecretsSection).GetSection(name);
        return section["Value"] is { Length: > 0 } value && section["Host"] is { Length: > 0 } host ? new SourceSecret(value, host) : null;
    }
}
