using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Bearer secrets of sources by name, from the configuration alone: never stored, logged or shown. A singleton, thread-safe.</summary>
public sealed class SourceSecrets(IConfiguration configuration)
{
    /// <summary>Names there are, for refusals.</summary>
    public IReadOnlyList<string> Names => [.. configuration.GetSection(AnalysisOptions.SecretsSection).GetChildren().Select(s => s.Key)];

    /// <summary>The secret; null when there is none of that name.</summary>
    public string? Find(string name) => configuration.GetSection(AnalysisOptions.SecretsSection)[name];
}
