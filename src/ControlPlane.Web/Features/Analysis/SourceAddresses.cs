using ControlPlane.Web.Features.Outbound;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Which addresses checks and gates of rollouts may ask. A singleton, thread-safe.</summary>
public sealed class SourceAddresses(IOptions<AnalysisOptions> options)
    : OutboundAddresses(options.Value.Allowed, $"{AnalysisOptions.Section}:{nameof(AnalysisOptions.AllowedPrivate)}");
