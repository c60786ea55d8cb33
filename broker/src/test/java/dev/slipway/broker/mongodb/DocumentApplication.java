package dev.slipway.broker.mongodb;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Bound;
import java.util.Optional;
import org.bson.Document;

/** Keeps texts in documents, as an application that was bound to a database does. */
final class DocumentApplication implements Application {
  private final MongoClient client;
  private final MongoCollection<Document> texts;

  /** By nothing but what the binding gave. */
  DocumentApplication(Bound bound) {
    this(
        String.valueOf(bound.credentials().get("uri")),
        String.valueOf(bound.credentials().get("name")));
  }

  DocumentApplication(String uri, String database) {
    client = MongoClients.create(uri);
    texts = client.getDatabase(database).getCollection("texts");
  }

  @Override
  public void write(String key, String text) {
    texts.replaceOne(
        new Document("_id", key),
        new Document("_id", key).append("text", text),
        new ReplaceOptions().upsert(true));
  }

  @Override
  public String read(String key) {
    return Optional.ofNullable(texts.find(new Document("_id", key)).first())
        .orElseThrow()
        .getString("text");
  }

  @Override
  public void speak() {
    texts.countDocuments();
  }

  @Override
  public void close() {
    client.close();
  }
}
