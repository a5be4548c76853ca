using System.Reflection;
using System.Text;
using ControlPlane.DocsTests.Pages;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Rollouts.Wizard;

namespace ControlPlane.DocsTests.Strategies;

/// <summary>The parts of a strategy's page that are made from code: what it costs, and its parameters with their defaults.</summary>
internal static class ParameterTable
{
    /// <summary>What the wizard's card says.</summary>
    public static string CostsOf(RolloutStrategy strategy)
    {
        var card = StrategyCard.Of(strategy);
        var back = card.Traits.WayBack == WayBackKind.Swap ? "a swap of tables: well under a second" : "the old version is loaded again";
        return $"| capacity | time | who meets an unproven version | the way back |\n|---|---|---|---|\n| {card.Capacity} | {card.Time} | {card.Exposed} | {back} |\n";
    }

    /// <summary>Every parameter the wizard offers, as the API, the command line and files take it.</summary>
    public static string Of(RolloutStrategy strategy)
    {
        var text = new StringBuilder("| parameter | form | when left out | |\n|---|---|---|---|\n");
        foreach (var field in ShapeFields.Of(strategy).Except(HookFields.All))
            text.Append($"| `{field.Name}` | {FormOf(field)} | {MadePart.Cell(field.Usual)} | {MadePart.Cell(field.Label)}.{(field.Hint.Length == 0 ? "" : $" {MadePart.Cell(field.Hint)}")} |\n");
        text.Append("| `hooks` | list | nobody is asked | Services outside that must agree, see [gates](../webhooks.md#gates). |\n");
        return text.ToString();
    }

    private static string FormOf(ShapeField field)
    {
        var type = typeof(RolloutBody);
        foreach (var part in field.Name.Split('.'))
        {
            var property = type.GetProperty(part, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)
                ?? throw new InvalidOperationException($"The wizard offers '{field.Name}', which the API does not take.");
            type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        }

        return (field.Name, type) switch
        {
            ("share" or "floor" or "championFloor" or "maximumMove", _) => "basis points: 500 is 5 %",
            ("steps", _) => "basis points, ascending: `[500, 2500, 5000]`",
            ("segment", _) => "conditions, all of which must hold",
            (_, { IsEnum: true }) => string.Join(", ", Enum.GetValues(type).Cast<Enum>().Select(v => $"`{WordOf(v)}`")),
            (_, _) when type == typeof(TimeSpan) => "time, such as `90s` or `5m`",
            (_, _) when type == typeof(bool) => "`true` or `false`",
            (_, _) when type == typeof(double) => field.Kind == ShapeFieldKind.Percent ? "share from 0 to 1: 0.2 is 20 %" : "number",
            (_, _) when type == typeof(int) || type == typeof(long) => "whole number",
            (_, _) when type == typeof(string) => "text",
            _ => "see below",
        };
    }

    // As the API writes members of enumerations.
    private static string WordOf(Enum value) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
