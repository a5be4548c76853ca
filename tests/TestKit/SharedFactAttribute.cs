using Xunit;

namespace ControlPlane.TestKit;

/// <summary>A fact that needs <see cref="SharedFolder"/>; it skips, saying so, where the folder is absent.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>Skips when the folder is not beside the checkout.</summary>
    public SharedFactAttribute() => Skip = SharedFolder.SkipReason;
}
