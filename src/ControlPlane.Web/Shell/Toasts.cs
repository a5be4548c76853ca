using ControlPlane.Contracts.Outcomes;
using Radzen;

namespace ControlPlane.Web.Shell;

/// <summary>Short notices at the edge of the screen: what was done, or why not. Never the only place where an error is told.</summary>
public sealed class Toasts(NotificationService notifications)
{
    private const int DoneMilliseconds = 5_000;
    private const int RefusedMilliseconds = 12_000;

    /// <summary>Says what was done, or the refusal.</summary>
    public void Tell<T>(Outcome<T> outcome, Func<T, string> sentence)
        where T : notnull
    {
        if (outcome.IsAccepted)
            notifications.Notify(NotificationSeverity.Success, "Done", sentence(outcome.Value), DoneMilliseconds);
        else
            notifications.Notify(NotificationSeverity.Error, "Refused", outcome.Refusal.Sentence, RefusedMilliseconds);
    }
}
