using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Schedules;
using ControlPlane.Web.Components;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>Freeze windows and allowed hours of an endpoint: when automation may advance its rollouts.</summary>
public sealed partial class SchedulePanel
{
    private static readonly DayOfWeek[] Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private ScheduleDraft _draft = new(ChangeSchedule.Always);
    private ChangeSchedule _inForce = ChangeSchedule.Always;
    private Refusal? _refusal;
    private bool _isReplaced;

    [Inject]
    public required CircuitClock Clock { get; init; }

    /// <summary>The schedule in force.</summary>
    [Parameter, EditorRequired]
    public required ChangeSchedule Schedule { get; set; }

    /// <summary>Saves; answers with the refusal, or null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<ChangeSchedule, Task<Refusal?>> OnSave { get; set; }

    private string Summary => Schedule.WhyNotNow(Clock.Now) is { } why
        ? why
        : Schedule.AllowedHours.Count == 0 && Schedule.Freezes.Count == 0 ? "At any time." : $"They may now; {Wording.Count(Schedule.AllowedHours.Count, "range")} of hours, {Wording.Count(Schedule.Freezes.Count, "freeze")}.";

    protected override void OnInitialized() => Read();

    // What somebody else saved is shown, instead of being overwritten by what stood here before.
    protected override void OnParametersSet()
    {
        if (ScheduleDraft.AreSame(_inForce, Schedule))
            return;

        var typed = _draft.ToSchedule();
        _isReplaced = !ScheduleDraft.AreSame(typed, _inForce) && !ScheduleDraft.AreSame(typed, Schedule);
        Read();
    }

    private void Read() => (_inForce, _draft) = (Schedule, new ScheduleDraft(Schedule));

    private static void Toggle(ScheduleDraft.HoursRow hours, DayOfWeek day)
    {
        if (!hours.Days.Remove(day))
            hours.Days.Add(day);
    }

    private async Task SaveAsync()
    {
        _isReplaced = false;
        var schedule = _draft.ToSchedule();
        _refusal = await OnSave(schedule.AllowedHours.Count == 0 && schedule.Freezes.Count == 0 ? ChangeSchedule.Always : schedule);
    }
}
