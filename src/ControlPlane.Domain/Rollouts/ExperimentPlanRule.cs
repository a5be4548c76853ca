using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Rollouts;

/// <summary>Whether the errors that an experiment accepts can be planned with. Stateless.</summary>
internal static class ExperimentPlanRule
{
    /// <summary>Share of false alarms.</summary>
    public static void CheckAlpha(string field, double? alpha, Problems problems)
    {
        if (alpha is not (null or > 0 and < 0.5))
            problems.Add(field, $"is {alpha}", "use a number between 0 and 0.5, such as 0.05");
    }

    /// <summary>Chance to find what is worth finding.</summary>
    public static void CheckPower(string field, double? power, Problems problems)
    {
        if (power is not (null or >= 0.5 and < 1))
            problems.Add(field, $"is {power}", "use a number from 0.5 to below 1, such as 0.8");
    }
}
