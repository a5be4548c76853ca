using ControlPlane.Domain.Models;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>What a version takes or gives.</summary>
public sealed partial class SignatureTable
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<TensorSignature> Tensors { get; set; }
}
