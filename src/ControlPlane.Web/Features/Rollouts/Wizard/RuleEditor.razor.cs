using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Edits the ordered rules of a feature flag.</summary>
public sealed partial class RuleEditor
{
    private static readonly (ConditionOperator Value, string Words)[] Operators =
    [
        (ConditionOperator.In, "is one of"), (ConditionOperator.NotIn, "is none of"), (ConditionOperator.StartsWith, "starts with"), (ConditionOperator.Exists, "is there"),
    ];

    private List<Row> _rows = [];

    /// <summary>The rules when the editor opens, as <see cref="RuleLine.Format"/> writes them; empty for the usual one.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>Why they are refused; null when they are not.</summary>
    [Parameter]
    public FieldProblem? Problem { get; set; }

    [Parameter, EditorRequired]
    public required Func<string, Task> OnInput { get; set; }

    protected override void OnInitialized()
    {
        var lines = RuleLine.Parse(Text);
        _rows = [.. (lines.Count == 0 ? [RuleLine.Usual] : lines).Select(line => new Row(line))];
    }

    private Task Set(Row row, RuleLine line)
    {
        row.Line = line;
        return TellAsync();
    }

    private Task Add()
    {
        var number = _rows.Count + 1;
        while (_rows.Exists(r => r.Line.Id == $"rule-{number}"))
            number++;

        // In front, because the rule for everybody must stay last.
        _rows.Insert(0, new Row(new RuleLine($"rule-{number}", "region", ConditionOperator.In, "eu", "")));
        return TellAsync();
    }

    private Task Remove(Row row)
    {
        _rows.Remove(row);
        return TellAsync();
    }

    private Task MoveUp(int index)
    {
        (_rows[index - 1], _rows[index]) = (_rows[index], _rows[index - 1]);
        return TellAsync();
    }

    private Task TellAsync() => OnInput(RuleLine.Format(_rows.Select(r => r.Line)));

    // Boxes are given their text once, so that letters typed meanwhile are never swallowed.
    private sealed class Row(RuleLine line)
    {
        public RuleLine AtOpen { get; } = line;

        public RuleLine Line { get; set; } = line;
    }
}
