using ControlPlane.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Shell;

/// <summary>Says on every page that nobody signs in, where that is so.</summary>
public sealed partial class OpenNotice
{
    [Inject]
    public required IOptions<AccessOptions> Options { get; init; }
}
