using Prakerja.Api;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddEdge();
var app = builder.Build();
app.UseEdge();
await app.RunAsync();
