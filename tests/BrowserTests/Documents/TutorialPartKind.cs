namespace ControlPlane.BrowserTests.Documents;

/// <summary>What a part of a tutorial is.</summary>
internal enum TutorialPartKind
{
    /// <summary>Commands to type.</summary>
    Commands,

    /// <summary>What the commands before print.</summary>
    Output,

    /// <summary>A page to open.</summary>
    Address,

    /// <summary>What the page opened last looks like.</summary>
    Picture,
}
