namespace ControlPlane.Data.Tests.Building;

/// <summary>One database with a model for the tests of a class, which each clean up what they wrote.</summary>
public sealed class SharedDatabase : IAsyncLifetime
{
    private TestDatabase? _database;

    internal TestDatabase Database => _database ?? throw new InvalidOperationException("The database is not open.");

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.OpenAsync();
        await _database.AddModelAsync();
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();
}
