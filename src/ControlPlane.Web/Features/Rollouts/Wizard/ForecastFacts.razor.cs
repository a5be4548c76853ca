using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>What is known before the start, in numbers.</summary>
public sealed partial class ForecastFacts
{
    [Parameter, EditorRequired]
    public required PlanForecast Forecast { get; set; }

    /// <summary>Agents of the pool.</summary>
    [Parameter, EditorRequired]
    public int Agents { get; set; }

    private string Exposure => Forecast switch
    {
        { HasGap: true } => "everybody, in the gap",
        { LargestShare: 0, NamesCallers: true } => "callers a rule names",
        { NamesCallers: true } => $"{Wording.Share(Forecast.LargestShare)} of callers, and whom a rule names",
        _ => $"{Wording.Share(Forecast.LargestShare)} of callers",
    };

    private string WayBackWords
    {
        get
        {
            if (Forecast.HasGap)
                return "a load of the old version";
            var guard = Forecast.GuardTime is { } time ? $"{Wording.Time(time)} by an agent's guard" : null;
            var analysis = Forecast.AnalysisTime is { } slower ? $"{Wording.Time(slower)} by analysis" : null;
            return (guard, analysis) switch
            {
                (null, null) => "one click",
                _ => string.Join(", ", new[] { guard, analysis }.OfType<string>()),
            };
        }
    }
}
