namespace ControlPlane.Web.Components;

/// <summary>The pictures there are. A word always stands beside one, or names it for screen readers.</summary>
public enum IconName
{
    /// <summary>The overview.</summary>
    Overview,

    /// <summary>A registered model.</summary>
    Model,

    /// <summary>An agent.</summary>
    Agent,

    /// <summary>All is fine.</summary>
    Fine,

    /// <summary>Under way.</summary>
    Watching,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>Somebody must act.</summary>
    Alarm,

    /// <summary>Rolled back.</summary>
    RollBack,

    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Connected.</summary>
    Live,

    /// <summary>As the system.</summary>
    System,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,

    /// <summary>Help.</summary>
    Help,

    /// <summary>Close or remove.</summary>
    Close,

    /// <summary>Add.</summary>
    Add,

    /// <summary>Locked.</summary>
    Locked,

    /// <summary>Unlocked.</summary>
    Unlocked,

    /// <summary>Hold the view.</summary>
    Pause,

    /// <summary>Go on.</summary>
    Resume,

    /// <summary>As a table.</summary>
    Table,

    /// <summary>Save as a file.</summary>
    Download,

    /// <summary>Copy.</summary>
    Copy,

    /// <summary>Upload.</summary>
    Upload,

    /// <summary>A rollout.</summary>
    Rollout,

    /// <summary>On to the next step.</summary>
    Promote,

    /// <summary>On to the end.</summary>
    PromoteFully,

    /// <summary>Switch off for a while.</summary>
    SwitchOff,

    /// <summary>Once more from the start.</summary>
    Retry,

    /// <summary>Still to come.</summary>
    Next,

    /// <summary>Passed over.</summary>
    Skipped,

    /// <summary>A person is asked.</summary>
    Person,

    /// <summary>What is written down.</summary>
    Audit,

    /// <summary>Told to somebody outside.</summary>
    Webhook,
}
