using ControlPlane.Contracts.Outcomes;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Edits the parameters of a template, one row each.</summary>
public sealed partial class ParameterRows
{
    /// <summary>The rows, changed in place.</summary>
    [Parameter, EditorRequired]
    public required IList<ParameterRow> Rows { get; set; }

    /// <summary>What is wrong with them; each is said under its row.</summary>
    [Parameter]
    public IReadOnlyList<FieldProblem> Problems { get; set; } = [];

    /// <summary>Told after every change.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    private Task TellAsync() => OnChange.InvokeAsync();

    private Task AddAsync()
    {
        Rows.Add(new ParameterRow());
        return TellAsync();
    }

    private Task RemoveAsync(ParameterRow row)
    {
        Rows.Remove(row);
        return TellAsync();
    }
}
