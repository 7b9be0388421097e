using Prakerja.Peers.Crud;

// One node of a service without actors: each request is one statement on PostgreSQL. It serves the two measured
// requests with the same fields as the programme, and is written to be as fast as such a service can be.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
var settings = builder.Configuration.Get<Settings>() ?? new Settings();
await using var database = await Database.OpenAsync(settings);
var tokens = new Tokens(Convert.FromHexString(settings.TokenKey));
var joins = new JoinEndpoint(database, tokens, TimeProvider.System);
var dashboards = new DashboardEndpoint(database, tokens, TimeProvider.System);

await using var app = builder.Build();
app.MapPost("/api/v1/participants/me/applications", joins.HandleAsync);
app.MapGet("/api/v1/participants/me", dashboards.HandleAsync);
// The limit of HTTP: an empty answer without any work.
app.MapGet("/empty", static context =>
{
    context.Response.ContentLength = 0;
    return Task.CompletedTask;
});
await app.RunAsync();
