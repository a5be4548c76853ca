using ControlPlane.Domain.Jobs;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>How much of a batch job is done, drawn and as a number.</summary>
public sealed partial class JobBar
{
    [Parameter, EditorRequired]
    public required BatchJob Job { get; set; }
}
